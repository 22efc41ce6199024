import { pageTitle } from '@/components/shell/page-title'
import { TrainedModelPage } from '@/components/training/trained-model-page'

export const generateMetadata = () => pageTitle('titles.trainedModel')

export default async function Page({ params }: { params: Promise<{ modelId: string }> }) {
  const { modelId } = await params
  return <TrainedModelPage modelId={modelId} />
}
