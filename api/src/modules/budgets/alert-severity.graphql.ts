import { AlertSeverity } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';

export const AlertSeverityEnum = builder.enumType(AlertSeverity, { name: 'AlertSeverity' });
