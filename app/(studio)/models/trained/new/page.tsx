import { NewTrainingPage } from '@/components/training/new-training-page'

export const metadata = { title: 'Train a model' }

interface Query {
  model?: string | string[]
  kind?: string | string[]
}

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const { model, kind } = await searchParams
  return (
    <NewTrainingPage
      modelName={typeof model === 'string' ? model.slice(0, 60) : ''}
      kind={kind === 'chat' ? 'fine-tune' : 'classifier'}
    />
  )
}
