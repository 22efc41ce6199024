// On a 24 by 24 grid (shapes of Lucide, ISC).

/** A paper clip. */
export const CLIP = ['m21 11-9 9a6 6 0 0 1-8.5-8.5l9-9a4 4 0 0 1 5.7 5.7l-9 9a2 2 0 0 1-2.8-2.8l8.5-8.5']
/** Rows of a table. */
export const ROWS = ['M3 4h18v16H3z', 'M3 10h18', 'M3 15h18', 'M9 4v16']
/** A single row. */
export const ROW = ['M3 8h18v8H3z', 'M9 8v8']
/** An arrow into a tray. */
export const DOWNLOAD = ['M12 3v12', 'm7 10 5 5 5-5', 'M4 20h16']
