import { z } from 'zod'

/** The fields that are read from Fireworks' responses; there are more. */
export const FireworksAccounts = z.looseObject({
  accounts: z.array(z.looseObject({ name: z.string().regex(/^accounts\/[^/]+$/) })).nullish(),
})

const Status = z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish().catch(null)

export const FireworksDataset = z.looseObject({ name: z.string().min(1), state: z.string().nullish(), status: Status })

/** Google's money type: whole units and billionths. */
const Money = z.looseObject({
  currencyCode: z.string().nullish(),
  units: z.coerce.number().nullish(),
  nanos: z.number().nullish(),
})

export const FireworksJob = z.looseObject({
  name: z.string().min(1),
  state: z.string().nullish(),
  status: Status,
  dataset: z.string().nullish(),
  outputModel: z.string().nullish(),
  estimatedCost: Money.nullish().catch(null),
  jobProgress: z
    .looseObject({ percent: z.number().nullish().catch(null) })
    .nullish()
    .catch(null),
})
export type FireworksJob = z.infer<typeof FireworksJob>

export const FireworksJobs = z.looseObject({
  supervisedFineTuningJobs: z.array(FireworksJob).nullish(),
  nextPageToken: z.string().nullish(),
})
