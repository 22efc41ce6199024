'use client'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { t } from '@/lib/client/messages/t'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'

/** Files that scripts/build/build-help.mjs writes. */
const HelpIndex = z.object({
  sections: z.array(
    z.object({
      id: z.string(),
      pages: z.array(
        z.object({ path: z.string(), title: z.string(), summary: z.string(), group: z.string().optional() }),
      ),
    }),
  ),
})
export type HelpIndex = z.infer<typeof HelpIndex>
export type HelpSection = HelpIndex['sections'][number]
export type HelpEntry = HelpSection['pages'][number]

const HelpText = z.object({
  title: z.string(),
  /** Folder in docs, for relative links. */
  folder: z.string(),
  text: z.string(),
  headings: z.array(z.object({ line: z.number(), level: z.number(), text: z.string(), id: z.string() })),
})
export type HelpText = z.infer<typeof HelpText>

/** Help pages change only with a new build, which reloads the page. */
const FOREVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY }

export function useHelpIndex(enabled = true) {
  return useQuery({
    queryKey: ['help', 'index'],
    queryFn: async ({ signal }) => HelpIndex.parse(await fetchHelp('index.json', signal)),
    enabled,
    ...FOREVER,
  })
}

export function useHelpText(path: string) {
  return useQuery({
    queryKey: ['help', 'page', path],
    queryFn: async ({ signal }) => HelpText.parse(await fetchHelp(`pages/${path}.json`, signal)),
    enabled: path !== '',
    retry: (failures, error) => failures < 2 && !(AppError.isInstance(error) && error.code === 'NOT_FOUND'),
    ...FOREVER,
  })
}

/** @throws NOT_FOUND, UNAVAILABLE */
export async function fetchHelp(name: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(`/api/help/${name}`, signal ? { signal } : {})
  if (response.status === 404) throw new AppError('NOT_FOUND', verbatim(t('help.missing')))
  if (!response.ok) throw new AppError('UNAVAILABLE', verbatim(t('common.unexpectedResponse')))
  return response.json()
}
