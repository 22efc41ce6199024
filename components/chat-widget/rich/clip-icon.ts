/** A paper clip, on a 24 by 24 grid (shape of Lucide, ISC). */
export const CLIP = ['m21 11-9 9a6 6 0 0 1-8.5-8.5l9-9a4 4 0 0 1 5.7 5.7l-9 9a2 2 0 0 1-2.8-2.8l8.5-8.5']
