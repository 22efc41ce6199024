import { drawIcon } from './draw-icon'
import type { RICH_PATHS } from './rich/rich-icons'

/** Strokes on a 24 by 24 grid (shapes of Lucide, ISC). */
const PATHS = {
  close: ['M18 6 6 18', 'm6 6 12 12'],
  arrowUp: ['m5 12 7-7 7 7', 'M12 19V5'],
  arrowDown: ['M12 5v14', 'm19 12-7 7-7-7'],
  stop: ['M7 7h10v10H7z'],
  pen: ['M12 20h9', 'M16.4 3.6a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4Z'],
  history: ['M3 12a9 9 0 1 0 3-6.7L3 8', 'M3 3v5h5', 'M12 7v5l3 2'],
  person: ['M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2', 'M12 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8'],
  retry: ['M3 12a9 9 0 1 0 3-6.7L3 8', 'M3 3v5h5'],
  alert: ['M12 9v4', 'M12 17h.01', 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3'],
  spark: [
    'M12 3l1.9 5.8a2 2 0 0 0 1.3 1.3L21 12l-5.8 1.9a2 2 0 0 0-1.3 1.3L12 21l-1.9-5.8a2 2 0 0 0-1.3-1.3L3 12l5.8-1.9a2 2 0 0 0 1.3-1.3Z',
  ],
} as const

export type WidgetIcon = keyof typeof PATHS | keyof typeof RICH_PATHS

let known: Partial<Record<WidgetIcon, readonly string[]>> = PATHS

/** Icons of the rich parts are loaded with them. */
export function addIcons(paths: typeof RICH_PATHS): void {
  known = { ...PATHS, ...paths }
}

export const icon = (name: WidgetIcon, size = 18): SVGSVGElement => drawIcon(known[name] ?? [], size)
