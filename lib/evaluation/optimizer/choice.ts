/** The index of a value for each parameter. */
export type Choice = readonly number[]
