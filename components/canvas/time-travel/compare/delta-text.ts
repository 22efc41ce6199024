/** “+120 ms (+20 %)”, “−$0.0002 (−8 %)”, “±0”, with typographic signs. */
export function deltaText(before: number, after: number, format: (value: number) => string): string {
  const change = after - before
  if (change === 0) return '±0'
  const sign = change > 0 ? '+' : '−'
  const amount = `${sign}${format(Math.abs(change))}`
  return before === 0 ? amount : `${amount} (${sign}${Math.round((Math.abs(change) / before) * 100)} %)`
}
