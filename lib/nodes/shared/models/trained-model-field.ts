import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'

/** The classes of the model when it was selected, so that ports stay stable across its versions. */
export const TrainedModelField = z
  .strictObject({
    name: z.string().max(60).default(''),
    classes: z
      .array(z.strictObject({ id: GraphId, name: z.string().min(1).max(200) }))
      .max(200)
      .default([]),
  })
  .default({ name: '', classes: [] })
