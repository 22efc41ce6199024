import type { Problem } from './types'

/** Words that are not ours, such as those of a model service or of a stored run. No catalog has them. */
export const verbatim = (message: string): Problem => ({ message })
