/** Page number of a segment's coded vectors: below its terms (0 and up) and its vocabulary (-1). */
export const vectorsPage = (index: number) => -2 - index
