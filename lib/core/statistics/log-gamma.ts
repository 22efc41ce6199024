/** Stirling's series after the recurrence; 12 digits. */
export function logGamma(x: number): number {
  let [index, shift] = [x, 0]
  for (; index < 10; index += 1) shift -= Math.log(index)
  const square = 1 / index ** 2
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / index
  return shift + (index - 0.5) * Math.log(index) - index + 0.5 * Math.log(2 * Math.PI) + series
}
