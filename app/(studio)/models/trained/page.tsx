import { TrainedModelsPage } from '@/components/training/trained-models-page'

export const metadata = { title: 'Trained models' }

export default function Page() {
  return <TrainedModelsPage />
}
