import type { MessageValues } from './format-message'

/** The texts of a manifest in one language, by their path in it: `label`, `fields.limit.help`, `inputs.text.label`. */
export type ManifestTexts = Readonly<Record<string, string>>

/** Formats one of a manifest's own texts in the language of the page. */
export type ManifestText = (name: string, values?: MessageValues) => string
