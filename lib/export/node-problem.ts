/** Ends the writing of one node; the others are still looked at, so that all problems are told at once. */
export class NodeProblem extends Error {}
