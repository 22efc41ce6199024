import { ComparePage } from '@/components/catalog/compare/compare-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.compareModels')

export default function Page() {
  return <ComparePage />
}
