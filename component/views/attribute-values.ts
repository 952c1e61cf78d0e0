/** An attribute that a page has removed is as one that was never there. */
export const text = {
  fromAttribute: (value: string | null): string | undefined => value ?? undefined,
};

export const wholeNumber = {
  fromAttribute(value: string | null): number | undefined {
    const number = Number(value);
    return Number.isInteger(number) && number > 0 ? number : undefined;
  },
};
