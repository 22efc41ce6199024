import { drawIcon } from './draw-icon'

/** Strokes on a 24 by 24 grid (shapes of Lucide, ISC). */
const PATHS = {
  close: ['M18 6 6 18', 'm6 6 12 12'],
  arrowUp: ['m5 12 7-7 7 7', 'M12 19V5'],
  arrowDown: ['M12 5v14', 'm19 12-7 7-7-7'],
  stop: ['M7 7h10v10H7z'],
  pen: ['M12 20h9', 'M16.4 3.6a2.1 2.1 0 0 1 3 3L7 19l-4 1 1-4Z'],
  history: ['M3 12a9 9 0 1 0 3-6.7L3 8', 'M3 3v5h5', 'M12 7v5l3 2'],
  person: ['M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2', 'M12 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  check: ['M20 6 9 17l-5-5'],
  retry: ['M3 12a9 9 0 1 0 3-6.7L3 8', 'M3 3v5h5'],
  alert: ['M12 9v4', 'M12 17h.01', 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3'],
  spark: [
    'M12 3l1.9 5.8a2 2 0 0 0 1.3 1.3L21 12l-5.8 1.9a2 2 0 0 0-1.3 1.3L12 21l-1.9-5.8a2 2 0 0 0-1.3-1.3L3 12l5.8-1.9a2 2 0 0 0 1.3-1.3Z',
  ],
  mic: ['M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3', 'M19 10v2a7 7 0 0 1-14 0v-2', 'M12 19v3'],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z', 'M14 2v6h6', 'M8 13h8', 'M8 17h8'],
  speaker: ['M11 5 6 9H2v6h4l5 4Z', 'M15.5 8.5a5 5 0 0 1 0 7', 'M19 5a10 10 0 0 1 0 14'],
  trash: ['M3 6h18', 'M8 6V4h8v2', 'm19 6-1 14H6L5 6'],
  up: ['M7 10v11', 'M7 10 11 3a2 2 0 0 1 3 2l-1 4h5a2 2 0 0 1 2 2.4l-1.4 8A2 2 0 0 1 16.6 21H3V10Z'],
  down: ['M7 14V3', 'M7 14l4 7a2 2 0 0 0 3-2l-1-4h5a2 2 0 0 0 2-2.4l-1.4-8A2 2 0 0 0 16.6 3H3v11Z'],
} as const

export type WidgetIcon = keyof typeof PATHS

export const icon = (name: WidgetIcon, size = 18): SVGSVGElement => drawIcon(PATHS[name], size)
