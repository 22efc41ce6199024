import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const feedField = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .meta(layout({ label: 'Feed', references: true, placeholder: 'https://example.com/feed.xml' }))

export const FEED_TYPES = 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1'
