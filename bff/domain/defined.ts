type Defined<Shape> = {
  [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key];
} & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<
    Shape[Key],
    undefined
  >;
};

/** The object without the fields that are `undefined`, as `exactOptionalPropertyTypes` requires. */
export function defined<Shape extends object>(object: Shape): Defined<Shape> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as Defined<Shape>;
}
