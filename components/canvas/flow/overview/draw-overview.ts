import type { Size } from '../../state/layout/nesting'
import { type Box, intoPicture, type OverviewScale } from './overview-scale'

export interface OverviewBox extends Box {
  /** A color or a CSS variable of the page. */
  color: string
  /** Containers and frames, drawn semi-transparent. */
  isFrame: boolean
}

const FRAME_OPACITY = 0.16

/** Draws the boxes on a canvas of this size in CSS pixels. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  boxes: readonly OverviewBox[],
  { width, height, scale }: Size & { scale: OverviewScale },
): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const density = window.devicePixelRatio || 1
  canvas.width = Math.round(width * density)
  canvas.height = Math.round(height * density)
  context.scale(density, density)
  const colorOf = colorReader(canvas)
  for (const box of boxes) {
    const small = intoPicture(box, scale)
    context.globalAlpha = box.isFrame ? FRAME_OPACITY : 1
    context.fillStyle = colorOf(box.color)
    context.beginPath()
    context.roundRect(
      small.x,
      small.y,
      Math.max(small.width, 1.5),
      Math.max(small.height, 1.5),
      Math.min(2, small.height / 4),
    )
    context.fill()
  }
}

/** Canvas contexts cannot resolve CSS variables, so each one is looked up once. */
function colorReader(element: Element): (color: string) => string {
  const colorCache = new Map<string, string>()
  const probe = document.createElement('span')
  // With a transition, the color read would be that of the previous box.
  probe.style.setProperty('transition', 'none', 'important')
  element.parentElement?.append(probe)
  const resolveColor = (color: string) => {
    probe.style.color = color
    return getComputedStyle(probe).color
  }
  const lookUp = (color: string) => {
    const found = colorCache.get(color) ?? resolveColor(color)
    colorCache.set(color, found)
    return found
  }
  queueMicrotask(() => probe.remove())
  return lookUp
}
