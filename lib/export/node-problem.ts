/** Ends the writing of one node; the others are still processed, so that all problems are reported at once. */
export class NodeProblem extends Error {}
