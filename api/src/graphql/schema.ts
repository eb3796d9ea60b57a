import { builder } from './builder.ts';
import './scalars.ts';
import './errors.ts';
import '../modules/people/project.graphql.ts';
import '../modules/people/agent.graphql.ts';
import '../modules/people/organization.graphql.ts';
import '../modules/auth/viewer.graphql.ts';
import '../modules/auth/sign-in.graphql.ts';
import '../modules/explore/pivot.graphql.ts';
import '../modules/usage/vendor.graphql.ts';
import '../modules/usage/model.graphql.ts';
import '../modules/pricing/price.graphql.ts';
import '../modules/pricing/set-price.graphql.ts';
import '../modules/pricing/unpriced-model.graphql.ts';
import '../modules/pricing/negotiated-discount.graphql.ts';

export const schema = builder.toSchema();
