/** In rem at the size of an app's name in the header; ideographs are twice as wide. */
export const widthOfName = (name: string): number =>
  [...name].reduce((sum, character) => sum + (character > '\u2e7f' ? 0.9 : 0.49), 0)
