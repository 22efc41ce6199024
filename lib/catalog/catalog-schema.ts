import { z } from 'zod'
import { CATALOG_ABILITIES, CatalogPrice, DataUse, Day, DayOrMonth, UnitPrice } from '@/lib/contracts/catalog'

const Sources = z.array(z.url()).min(1)
const Regions = z.array(z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)).min(1)

const Named = z.strictObject({
  /** As the service writes it in a call, without a date at its end. */
  id: z.string().min(1).max(200),
  aliases: z.array(z.string().min(1).max(200)).optional(),
  name: z.string().min(1).max(120),
  retiresOn: Day.optional(),
  replacement: z.string().optional(),
  note: z.string().optional(),
  prices: z.array(CatalogPrice).min(1).optional(),
  unitPrices: z.array(UnitPrice).min(1).optional(),
  /** Where the facts were read, when not where the rest of the file was. */
  sources: Sources.optional(),
})

const Described = Named.extend({
  family: z.string().optional(),
  abilities: z.array(z.enum(CATALOG_ABILITIES)).min(1),
  contextTokens: z.number().int().min(1).optional(),
  maxOutputTokens: z.number().int().min(1).optional(),
  knowledgeDate: DayOrMonth.optional(),
  releasedOn: DayOrMonth.optional(),
  /** As Hugging Face writes it where it has one, such as `apache-2.0`; `proprietary` where the weights are not given out. */
  licence: z.string().optional(),
  openWeights: z.boolean().optional(),
})

/** The same model at another platform: what it is comes from the other entry; prices, regions and use of data do not. */
const Elsewhere = Named.extend({
  /** `provider/id` of another file. */
  sameAs: z.string().regex(/^[a-z0-9-]+\/.+$/),
})

/** A file of lib/catalog/data: what is not known is absent. */
export const CatalogFile = z.strictObject({
  /** Folders of lib/providers that offer these models; the first one names the file's models. */
  providers: z.array(z.string().regex(/^[a-z0-9-]{2,40}$/)).min(1),
  label: z.string().min(1),
  /** The day on which somebody compared the file with its sources. */
  checkedOn: Day,
  sources: Sources,
  documentation: z.url().optional(),
  statusPage: z.url().optional(),
  regions: Regions.optional(),
  dataUse: DataUse.optional(),
  note: z.string().optional(),
  /** Nobody sends a bill for its calls. */
  ownHardware: z.boolean().optional(),
  models: z.array(z.union([Described, Elsewhere])).min(1),
})
export type CatalogFile = z.infer<typeof CatalogFile>
export type CatalogEntry = CatalogFile['models'][number]
export type DescribedEntry = z.infer<typeof Described>
