import { KnowledgePage } from '@/components/knowledge/knowledge-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.knowledge')

export default function Page() {
  return <KnowledgePage />
}
