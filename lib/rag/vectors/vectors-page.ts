/** Where a segment's coded vectors lie: below its terms and its vocabulary, page -1. */
export const vectorsPage = (index: number) => -2 - index
