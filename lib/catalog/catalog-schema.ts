import { z } from 'zod'
import { CATALOG_ABILITIES, CatalogPrice, DataUse, Day, DayOrMonth, UnitPrice } from '@/lib/contracts/catalog'

const Sources = z.array(z.url()).min(1)
const Regions = z.array(z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)).min(1)

const Named = z.strictObject({
  /** Id as sent in requests, without a trailing date. */
  id: z.string().min(1).max(200),
  aliases: z.array(z.string().min(1).max(200)).optional(),
  name: z.string().min(1).max(120),
  retiresOn: Day.optional(),
  replacement: z.string().optional(),
  note: z.string().optional(),
  prices: z.array(CatalogPrice).min(1).optional(),
  unitPrices: z.array(UnitPrice).min(1).optional(),
  /** Overrides the sources of the file. */
  sources: Sources.optional(),
})

const Described = Named.extend({
  family: z.string().optional(),
  abilities: z.array(z.enum(CATALOG_ABILITIES)).min(1),
  contextTokens: z.number().int().min(1).optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  knowledgeDate: DayOrMonth.optional(),
  releasedOn: DayOrMonth.optional(),
  /** Hugging Face license id where one exists, such as `apache-2.0`; `proprietary` for closed weights. */
  licence: z.string().optional(),
  openWeights: z.boolean().optional(),
})

/** The same model on another platform: facts come from the referenced entry; prices, regions and data use do not. */
const Elsewhere = Named.extend({
  /** `provider/id` of another file. */
  sameAs: z.string().regex(/^[a-z0-9-]+\/.+$/),
})

/** Schema of the files in lib/catalog/data. Unknown values are absent. */
export const CatalogFile = z.strictObject({
  /** Folders of lib/providers that offer these models; the first one prefixes the models' keys. */
  providers: z.array(z.string().regex(/^[a-z0-9-]{2,40}$/)).min(1),
  label: z.string().min(1),
  /** Date on which the file was last compared with its sources. */
  checkedOn: Day,
  sources: Sources,
  documentation: z.url().optional(),
  statusPage: z.url().optional(),
  regions: Regions.optional(),
  dataUse: DataUse.optional(),
  note: z.string().optional(),
  /** Self-hosted, without costs per call. */
  ownHardware: z.boolean().optional(),
  models: z.array(z.union([Described, Elsewhere])).min(1),
})
export type CatalogFile = z.infer<typeof CatalogFile>
export type CatalogEntry = CatalogFile['models'][number]
export type DescribedEntry = z.infer<typeof Described>
