import { drawIcon } from './draw-icon'

/** Strokes on a 24 by 24 grid (shapes of Lucide, ISC). */
const PATHS = {
  close: ['M18 6 6 18', 'm6 6 12 12'],
  arrowUp: ['m5 12 7-7 7 7', 'M12 19V5'],
  arrowDown: ['M12 5v14', 'm19 12-7 7-7-7'],
  stop: ['M7 7h10v10H7z'],
  pen: ['M12 20h9', 'M16.4 3.6a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4Z'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  check: ['M20 6 9 17l-5-5'],
  retry: ['M3 12a9 9 0 1 0 3-6.7L3 8', 'M3 3v5h5'],
  up: ['M7 10v11', 'M7 10 11 3a2 2 0 0 1 3 2l-1 4h5a2 2 0 0 1 2 2.4l-1.4 8A2 2 0 0 1 16.6 21H3V10Z'],
  down: ['M7 14V3', 'M7 14l4 7a2 2 0 0 0 3-2l-1-4h5a2 2 0 0 0 2-2.4l-1.4-8A2 2 0 0 0 16.6 3H3v11Z'],
  alert: ['M12 9v4', 'M12 17h.01', 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3'],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z', 'M14 2v6h6', 'M8 13h8', 'M8 17h8'],
  spark: [
    'M12 3l1.9 5.8a2 2 0 0 0 1.3 1.3L21 12l-5.8 1.9a2 2 0 0 0-1.3 1.3L12 21l-1.9-5.8a2 2 0 0 0-1.3-1.3L3 12l5.8-1.9a2 2 0 0 0 1.3-1.3Z',
  ],
} as const

export type WidgetIcon = keyof typeof PATHS

export const icon = (name: WidgetIcon, size = 18): SVGSVGElement => drawIcon(PATHS[name], size)
