const MAX = 1_000_000_000_000_000

/** Parses `12.50` as micro-dollars without a float; null if it is not an amount. */
export function parseDollars(text: string): number | null {
  const found = /^\s*\$?\s*(\d{1,9})(?:[.,](\d{1,6}))?\s*$/.exec(text)
  if (!found) return null
  const micros = Number(found[1]) * 1_000_000 + Number((found[2] ?? '').padEnd(6, '0'))
  return micros <= MAX ? micros : null
}

/** The shortest notation for an input field. */
export function writeDollars(micros: number): string {
  const digits = String(micros).padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction.padEnd(2, '0')}`
}
