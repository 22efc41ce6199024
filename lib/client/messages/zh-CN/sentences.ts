import type { Sentences } from '../sentence-book'

export const sentences: Sentences = {}
