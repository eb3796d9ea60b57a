import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { GraphQLObjectType, type GraphQLSchema } from 'graphql';

const ROOT_CONNECTION = /^Query(.+Connection)(Edge)?$/;

/** `QueryMembersConnection` and its edge, as Pothos names them, become `MembersConnection` and `MembersConnectionEdge`. */
export function withPlainConnectionNames(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const name = type.name.replace(ROOT_CONNECTION, '$1$2');
      return name === type.name ? type : new GraphQLObjectType({ ...type.toConfig(), name });
    },
  });
}
