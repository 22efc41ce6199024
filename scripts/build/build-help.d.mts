export interface HelpPart {
  line: number
  level: number
  heading: string
  id: string
  text: string
}
export interface HelpSource {
  path: string
  title: string
  text: string
  parts: HelpPart[]
}
export interface HelpNavigation {
  id: string
  pages: { path: string; title: string; summary: string; group?: string }[]
}
export const SEARCH_FIELDS: { fields: string[]; storeFields: string[] }
export function readPages(docs?: string): HelpSource[]
export function parsePage(file: string, source: string): HelpSource
export function slugOf(heading: string): string
export function navigationOf(pages: readonly HelpSource[], index: string): HelpNavigation[]
export function searchIndexOf(pages: readonly HelpSource[]): object
export function buildHelp(docs?: string, outdir?: string): void
