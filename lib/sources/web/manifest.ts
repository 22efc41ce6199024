import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { patternFields } from '../pattern-fields'
import type { SourceManifest } from '../source-manifest'

export const MAX_PAGES = 5_000

const settings = z.strictObject({
  mode: z
    .enum(['crawl', 'sitemap', 'page'])
    .default('crawl')
    .meta(
      layout({
        label: 'What to read',
        options: {
          crawl: 'A site, by following its links',
          sitemap: 'All pages of a sitemap',
          page: 'One page',
        },
      }),
    ),
  url: z
    .string()
    .trim()
    .max(2_000)
    .regex(/^https?:\/\/[^\s/]/i, schemaError('forms.wholeAddress'))
    .refine((value) => URL.canParse(value), schemaError('forms.webAddress'))
    .refine(
      (value) => !URL.canParse(value) || new URL(value).username === '',
      'Leave name and password out of the address.',
    )
    .meta(
      layout({
        label: 'Address',
        placeholder: 'https://docs.example.com/',
        help: 'For a sitemap: its address, or the address of the site, whose robots.txt then names the sitemap.',
      }),
    ),
  depth: z
    .int()
    .min(0)
    .max(10)
    .default(3)
    .meta(
      layout({
        label: 'How far to follow links',
        help: '0 reads only the first page, 1 also the pages it links to.',
        showWhen: { field: 'mode', values: ['crawl'] },
      }),
    ),
  maxPages: z
    .int()
    .min(1)
    .max(MAX_PAGES)
    .default(200)
    .meta(layout({ label: 'Maximum pages', showWhen: { field: 'mode', values: ['crawl', 'sitemap'] } })),
  trustDates: z
    .boolean()
    .default(false)
    .meta(
      layout({
        label: 'Trust the sitemap’s dates',
        help: 'Pages with an unchanged date are not requested. This is faster, but misses changes if the site does not update its dates.',
        showWhen: { field: 'mode', values: ['sitemap'] },
      }),
    ),
  secondsBetween: z
    .number()
    .min(0.1)
    .max(60)
    .default(0.5)
    .meta(
      layout({
        label: 'Delay between requests',
        unit: 'seconds',
        help: 'A longer crawl-delay in robots.txt takes precedence.',
        advanced: true,
      }),
    ),
  ...patternFields({ include: '/docs/*', exclude: '*/archive/*' }),
})

export const manifest = {
  id: 'web',
  label: 'Web pages',
  description: 'One page, a sitemap, or a whole site by following its links. robots.txt is respected.',
  icon: 'globe',
  docsUrl: null,
  settings,
  secret: null,
  access: 'anyone',
  subject: 'url',
} as const satisfies SourceManifest

export type WebSettings = z.output<typeof settings>
