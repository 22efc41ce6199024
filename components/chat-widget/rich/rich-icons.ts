/** Strokes on a 24 by 24 grid (shapes of Lucide, ISC). */
export const RICH_PATHS = {
  sidebar: ['M5 4h14a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2', 'M9 4v16'],
  copy: ['M9 9h11v11H9z', 'M5 15H4V4h11v1'],
  check: ['M20 6 9 17l-5-5'],
  mic: ['M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3', 'M19 10v2a7 7 0 0 1-14 0v-2', 'M12 19v3'],
  file: ['M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z', 'M14 2v6h6', 'M8 13h8', 'M8 17h8'],
  speaker: ['M11 5 6 9H2v6h4l5 4Z', 'M15.5 8.5a5 5 0 0 1 0 7', 'M19 5a10 10 0 0 1 0 14'],
  memory: ['M6 3h12v18l-6-4-6 4Z'],
  trash: ['M3 6h18', 'M8 6V4h8v2', 'm19 6-1 14H6L5 6'],
  up: ['M7 10v11', 'M7 10 11 3a2 2 0 0 1 3 2l-1 4h5a2 2 0 0 1 2 2.4l-1.4 8A2 2 0 0 1 16.6 21H3V10Z'],
  down: ['M7 14V3', 'M7 14l4 7a2 2 0 0 0 3-2l-1-4h5a2 2 0 0 0 2-2.4l-1.4-8A2 2 0 0 0 16.6 3H3v11Z'],
} as const
