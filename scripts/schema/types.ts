import ts from "typescript";
import { describe, type Declarations } from "./declarations.js";
import type { ObjectSpec, PropertySpec, TypeSpec } from "../../provider/plugin/schema.js";

/** Converts TypeScript types to types of a Pulumi schema. Collects the object types that they refer to. */
export const makeTypes = (declarations: Declarations, token: (name: string) => string) => {
  const { checker } = declarations;
  const objects = new Map<string, ObjectSpec>();
  const primitives = [
    ["string", checker.getStringType()],
    ["number", checker.getNumberType()],
    ["boolean", checker.getBooleanType()],
  ] as const;

  /** @param place Name for a type without a name. */
  const typeOf = (given: ts.Type, place: string): TypeSpec => {
    if (given.flags & ts.TypeFlags.Unknown) return { $ref: "pulumi.json#/Any" };
    const type = checker.getNonNullableType(given);
    const [argument] = type.aliasTypeArguments ?? [];
    if (argument !== undefined && type.aliasSymbol?.name === "Input") return typeOf(argument, place);
    const primitive = primitives.find(([, each]) => checker.isTypeAssignableTo(type, each));
    if (primitive !== undefined) return { type: primitive[0] };
    if (checker.isArrayType(type)) return { type: "array", items: typeOf(argumentOf(type), place) };
    const values = type.getStringIndexType();
    if (values !== undefined) return { type: "object", additionalProperties: typeOf(values, place) };
    if (type.isUnion()) throw new Error(`${place} has a type that no Pulumi schema has: ${checker.typeToString(type)}`);
    return objectOf(type, place);
  };

  const argumentOf = (type: ts.Type): ts.Type => {
    const [argument] = checker.getTypeArguments(type as ts.TypeReference); // an array or an interface
    if (argument === undefined) throw new Error(`${checker.typeToString(type)} has no type argument`);
    return argument;
  };

  const objectOf = (type: ts.Type, place: string): TypeSpec => {
    const key = token(nameOf(type, place));
    if (!objects.has(key)) {
      objects.set(key, {}); // a type may refer to itself
      const description = describe(declarations, type.symbol);
      objects.set(key, {
        type: "object",
        ...(description && { description }),
        ...membersOf(type, nameOf(type, place)),
      });
    }
    return { $ref: `#/types/${key}` };
  };

  /**
   * Names a type. A list of deployments becomes `DeploymentCollection`; `GetInsightGroupResult` names the function's
   * own result.
   */
  const nameOf = (type: ts.Type, place: string): string => {
    const { name } = type.symbol;
    if (name.startsWith("__")) return place;
    const isGeneric = (type.symbol.declarations ?? []).some(
      (each) => ts.isInterfaceDeclaration(each) && each.typeParameters !== undefined,
    );
    return isGeneric ? nameOf(argumentOf(type), place) + name : name.replace(/^Get(?=.*Result$)/, "");
  };

  /** @param place Name of the containing type, for the names of the members' types. */
  const membersOf = (type: ts.Type, place: string): ObjectSpec => {
    const properties: Record<string, PropertySpec> = {};
    const required: string[] = [];
    for (const member of type.getProperties()) {
      const declared = member.declarations?.find(
        (each) => ts.isPropertySignature(each) || ts.isPropertyDeclaration(each),
      );
      if (declared?.type === undefined || isOfAnotherPackage(declared)) continue;
      const memberType = unwrapped(declared.type) ?? checker.getTypeOfSymbol(member);
      const isOptional =
        (member.flags & ts.SymbolFlags.Optional) !== 0 ||
        checker.isTypeAssignableTo(checker.getUndefinedType(), memberType);
      if (!isOptional) required.push(member.name);
      const description = [describe(declarations, member), ...valuesOf(memberType)].join(" ").trim();
      const spec = typeOf(memberType, place + capitalized(member.name));
      properties[member.name] = { ...spec, ...(description && { description }) };
    }
    return { properties, ...(required.length > 0 && { required }) };
  };

  /** Returns the type inside of an Input or an Output. */
  const unwrapped = (node: ts.TypeNode): ts.Type | undefined => {
    if (!ts.isTypeReferenceNode(node) || !/^pulumi\.(Input|Output)$/.test(node.typeName.getText())) return undefined;
    const [inner] = node.typeArguments ?? [];
    return inner && checker.getTypeFromTypeNode(inner);
  };

  return { membersOf, typeOf, objects };
};

/** Lists the values of a union of texts. */
const valuesOf = (type: ts.Type): readonly string[] => {
  const values = (type.isUnion() ? type.types : []).filter((each) => each.isStringLiteral());
  return values.length > 0 ? [`One of ${values.map(({ value }) => `\`${value}\``).join(", ")}.`] : [];
};

/** Whether a member is inherited from Pulumi's classes, such as `id` and `urn`. */
const isOfAnotherPackage = (node: ts.Node): boolean => node.getSourceFile().fileName.includes("/node_modules/");

export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
