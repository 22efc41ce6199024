import { pageTitle } from '@/components/shell/page-title'
import { TrainedModelsPage } from '@/components/training/trained-models-page'

export const generateMetadata = () => pageTitle('titles.trainedModels')

export default function Page() {
  return <TrainedModelsPage />
}
