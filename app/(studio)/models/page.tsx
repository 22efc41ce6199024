import { ModelsPage } from '@/components/models/models-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.models')

export default function Page() {
  return <ModelsPage />
}
