const SVG = 'http://www.w3.org/2000/svg'

/** Strokes on a 24 by 24 grid as an image. */
export function drawIcon(paths: readonly string[], size: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const attributes = {
    viewBox: '0 0 24 24',
    width: String(size),
    height: String(size),
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
  for (const data of paths) {
    const path = document.createElementNS(SVG, 'path')
    path.setAttribute('d', data)
    svg.appendChild(path)
  }
  return svg
}
