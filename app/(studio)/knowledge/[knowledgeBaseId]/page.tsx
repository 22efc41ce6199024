import { KnowledgeBasePage } from '@/components/knowledge/knowledge-base-page'
import { pageTitle } from '@/components/shell/page-title'

export const generateMetadata = () => pageTitle('titles.knowledge')

export default async function Page({ params }: { params: Promise<{ knowledgeBaseId: string }> }) {
  const { knowledgeBaseId } = await params
  return <KnowledgeBasePage knowledgeBaseId={knowledgeBaseId} />
}
