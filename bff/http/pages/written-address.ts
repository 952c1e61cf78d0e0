/** What Kakao's service says of the address that a buyer picks, as far as it is read. */
export type PickedAddress = {
  /** `R` for the road's address (도로명), `J` for the lot's (지번). */
  userSelectedType: 'R' | 'J';
  roadAddress: string;
  jibunAddress: string;
  /** 법정동 or 법정리; empty where there is none. */
  bname?: string;
  buildingName?: string;
  /** `Y` for a building with several households. */
  apartment?: 'Y' | 'N';
};

/**
 * The address as it is written in Korea, without the household: after a road's address the 법정동 stands
 * in parentheses, with the name of the building where several households live in it (도로명주소법
 * 시행령 6조). A 법정리 is part of the address already.
 *
 * A page runs this function from its text: it uses nothing but its argument.
 */
export function writtenAddress(picked: PickedAddress): string {
  if (picked.userSelectedType !== 'R') return picked.jibunAddress;
  const { bname = '', buildingName = '' } = picked;
  const notes = [
    /[동로가]$/.test(bname) ? bname : '',
    picked.apartment === 'Y' ? buildingName : '',
  ].filter(Boolean);
  return picked.roadAddress + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}
