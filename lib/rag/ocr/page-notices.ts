import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { RecognizedPages } from './recognized-page'

const MAX_NAMED = 20

/** Notices about scanned pages: the confidence of text recognition, and unread pages. */
export function pageNotices({
  pages: { all, empty },
  recognised,
}: {
  pages: { all: number; empty: readonly number[] }
  recognised: RecognizedPages | undefined
}): Problem[] {
  if (empty.length === 0) return []
  if (!recognised) return [unread(empty, all)]
  const pagesWithText = empty.filter((page) => recognised.get(page)?.text)
  const rest = empty.filter((page) => !pagesWithText.includes(page))
  return [
    ...(pagesWithText.length > 0 ? [readByOcr(pagesWithText, recognised)] : []),
    ...(rest.length > 0
      ? [problem('documents.pagesWithoutText', { count: rest.length, all, pages: toRanges(rest) })]
      : []),
  ]
}

/** The error for a document whose pages are all scans that were not recognized. */
export function unreadScan(pages: number, mime: string): AppError {
  if (mime !== 'application/pdf') return new AppError('INVALID_INPUT', problem('documents.ocrOff'))
  return new AppError('INVALID_INPUT', problem('documents.scanned', { pages }))
}

const unread = (empty: readonly number[], all: number) =>
  problem('documents.pagesUnread', { count: empty.length, all, pages: toRanges(empty) })

function readByOcr(pagesWithText: readonly number[], recognised: RecognizedPages): Problem {
  const named = pagesWithText.slice(0, MAX_NAMED).map((page) => `${page} (${recognised.get(page)?.confidence} %)`)
  const pages = named.join(', ')
  const hiddenCount = pagesWithText.length - MAX_NAMED
  return hiddenCount > 0
    ? problem('documents.ocrPagesMore', { pages, more: hiddenCount })
    : problem('documents.ocrPages', { pages })
}

/** 3, 4, 5 and 9 as "3-5, 9". */
function toRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const shownRanges = ranges.slice(0, MAX_NAMED).map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
  return ranges.length > shownRanges.length ? `${shownRanges.join(', ')} and more` : shownRanges.join(', ')
}
