import { pageTitle } from '@/components/shell/page-title'
import { TrainingForm } from './training-form'

export const generateMetadata = () => pageTitle('titles.trainModel')

interface Query {
  model?: string | string[]
  kind?: string | string[]
  /** A version of a data set. */
  data?: string | string[]
}

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const { model, kind, data } = await searchParams
  return (
    <TrainingForm
      modelName={typeof model === 'string' ? model.slice(0, 60) : ''}
      datasetVersionId={typeof data === 'string' ? data.slice(0, 40) : ''}
      kind={kind === 'chat' ? 'fine-tune' : 'classifier'}
    />
  )
}
