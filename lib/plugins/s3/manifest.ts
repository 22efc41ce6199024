import { definePlugin } from '../manifest-types'

export const manifest = definePlugin({
  id: 's3',
  label: 'S3',
  description: 'Lists, reads and stores objects in Amazon S3 and in services with the same interface.',
  categories: ['storage'],
  synonyms: ['aws', 'amazon', 'bucket', 'object', 'file', 'minio', 'r2', 'ceph', '存储', '对象存储', '文件'],
  logo: 'lobehub:aws',
  docsUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html',
  baseUrl: '{endpoint}',
  hosts: ['{endpoint}'],
  connections: [
    {
      id: 'key',
      label: 'Access key',
      kind: 'signed',
      scheme: 'aws-sigv4',
      service: 's3',
      help: 'Create an access key that may only reach the buckets in use.',
      helpUrl: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
      fields: [
        {
          name: 'endpoint',
          label: 'Endpoint',
          placeholder: 's3.eu-central-1.amazonaws.com',
          help: 'The host of the region, or of another service with the interface of S3.',
        },
      ],
    },
  ],
})
