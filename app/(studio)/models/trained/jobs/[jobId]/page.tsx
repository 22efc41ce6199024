import { pageTitle } from '@/components/shell/page-title'
import { TrainingJobPage } from '@/components/training/training-job-page'

export const generateMetadata = () => pageTitle('titles.training')

export default async function Page({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params
  return <TrainingJobPage jobId={jobId} />
}
