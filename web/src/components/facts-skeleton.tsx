import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** The shape of {@link Facts} while they are on their way. */
export function FactsSkeleton() {
  return (
    <Stack gap="md" role="status" maw={640}>
      <VisuallyHidden>Loading</VisuallyHidden>
      <Skeleton height={12} width="60%" />
      <Skeleton height={12} width="45%" />
      <Skeleton height={12} width="52%" />
      <Skeleton height={12} width="40%" />
    </Stack>
  );
}
