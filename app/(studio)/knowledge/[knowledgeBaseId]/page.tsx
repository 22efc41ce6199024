import { KnowledgeBasePage } from '@/components/knowledge/knowledge-base-page'

export const metadata = { title: 'Knowledge' }

export default async function Page({ params }: { params: Promise<{ knowledgeBaseId: string }> }) {
  const { knowledgeBaseId } = await params
  return <KnowledgeBasePage knowledgeBaseId={knowledgeBaseId} />
}
