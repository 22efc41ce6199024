/** White if it is readable on the color, otherwise black. At least one of them always is. */
export function inkOn(hex: string): '#000000' | '#ffffff' {
  return contrast(hex, '#ffffff') >= 4.5 ? '#ffffff' : '#000000'
}

/** The color moved toward black or white until it reads as text on the background. */
export function readableOn(hex: string, background: string, ratio = 4.5): string {
  const target = luminance(background) > 0.4 ? 0 : 255
  const start = channels(hex)
  for (let step = 0; step <= 20; step += 1) {
    const mixed = toHex(start.map((value) => Math.round(value + ((target - value) * step) / 20)))
    if (contrast(mixed, background) >= ratio) return mixed
  }
  return target === 0 ? '#000000' : '#ffffff'
}

/** WCAG contrast of two #rrggbb colors. */
export function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((first, second) => first - second)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) || 0)
}

function toHex(values: number[]): string {
  return `#${values.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
