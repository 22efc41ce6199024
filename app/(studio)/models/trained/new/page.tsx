import { pageTitle } from '@/components/shell/page-title'
import { TrainingForm } from './training-form'

export const generateMetadata = () => pageTitle('titles.trainModel')

interface Query {
  model?: string | string[]
  /** The kind of the model to train again; a chat model is fine-tuned. */
  kind?: string | string[]
  /** The id of a data set version. */
  data?: string | string[]
}

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const { model, kind, data: datasetVersion } = await searchParams
  return (
    <TrainingForm
      modelName={typeof model === 'string' ? model.slice(0, 60) : ''}
      datasetVersionId={typeof datasetVersion === 'string' ? datasetVersion.slice(0, 40) : ''}
      kind={kind === 'chat' ? 'fine-tune' : 'classifier'}
    />
  )
}
