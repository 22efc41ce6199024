import { TrainedModelPage } from '@/components/training/trained-model-page'

export const metadata = { title: 'Trained model' }

export default async function Page({ params }: { params: Promise<{ modelId: string }> }) {
  const { modelId } = await params
  return <TrainedModelPage modelId={modelId} />
}
