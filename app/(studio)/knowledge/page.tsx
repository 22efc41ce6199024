import { KnowledgePage } from '@/components/knowledge/knowledge-page'
import { pageTitle } from '@/components/shell/page-title'
import { preloadQueries } from '@/components/shell/preload-queries'
import { listKnowledgeBases } from '@/lib/contracts/knowledge'

export const generateMetadata = () => pageTitle('titles.knowledge')

export default function Page() {
  preloadQueries(listKnowledgeBases)
  return <KnowledgePage />
}
