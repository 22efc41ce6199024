import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'

/** What was picked: the classes are those of the model then, so that ports stay while its versions change. */
export const TrainedModelField = z
  .strictObject({
    name: z.string().max(60).default(''),
    classes: z
      .array(z.strictObject({ id: GraphId, name: z.string().min(1).max(200) }))
      .max(200)
      .default([]),
  })
  .default({ name: '', classes: [] })
