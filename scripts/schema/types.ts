import ts from "typescript";
import { describe, type Declarations } from "./declarations.js";
import type { ObjectSpec, PropertySpec, TypeSpec } from "../../provider/plugin/schema.js";

/** Converts TypeScript types to types of a Pulumi schema. Collects the object types that they refer to. */
export const makeTypes = (declarations: Declarations, packageName: string) => {
  const { checker } = declarations;
  const objects = new Map<string, ObjectSpec>();

  /** @param place The name of the type if it has none of its own. */
  const typeOf = (node: ts.TypeNode, place: string): TypeSpec => {
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return typeOf(node.type, place);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: typeOf(node.elementType, place) };
    if (ts.isTypeLiteralNode(node)) return objectOf(place, checker.getTypeFromTypeNode(node));
    if (ts.isUnionTypeNode(node)) return unionOf(node, place);
    if (ts.isTypeReferenceNode(node)) return referenceOf(node, place);
    const primitive = primitives.get(node.kind);
    if (primitive !== undefined) return { type: primitive };
    throw new Error(`${place} has a type that no Pulumi schema has: ${node.getText()}`);
  };

  const unionOf = (node: ts.UnionTypeNode, place: string): TypeSpec => {
    const present = node.types.filter(
      (each) =>
        each.kind !== ts.SyntaxKind.UndefinedKeyword &&
        !(ts.isLiteralTypeNode(each) && each.literal.kind === ts.SyntaxKind.NullKeyword),
    );
    const [only, ...others] = present;
    if (only !== undefined && others.length === 0) return typeOf(only, place);
    // LaunchDarkly may return other values than it documents.
    if (present.some((each) => ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal)))
      return { type: "string" };
    throw new Error(`${place} is a union: ${node.getText()}`);
  };

  const referenceOf = (node: ts.TypeReferenceNode, place: string): TypeSpec => {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (first !== undefined && /^pulumi\.(Input|Output)$|^Readonly$/.test(name)) return typeOf(first, place);
    if (second !== undefined && name === "Record") {
      return { type: "object", additionalProperties: typeOf(second, place) };
    }
    const symbol = checker.getSymbolAtLocation(node.typeName);
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target?.declarations?.find(
      (each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each),
    );
    if (declaration === undefined) throw new Error(`${place} refers to ${name}, which is not declared`);
    return ts.isTypeAliasDeclaration(declaration)
      ? typeOf(declaration.type, place)
      : objectOf(name.replace(/^Get(?=.*Result$)/, ""), checker.getTypeAtLocation(declaration), target);
  };

  const objectOf = (name: string, type: ts.Type, symbol?: ts.Symbol): TypeSpec => {
    const token = `${packageName}:index:${name}`;
    if (!objects.has(token)) {
      objects.set(token, {}); // a type may refer to itself
      const description = symbol && describe(declarations, symbol);
      objects.set(token, { type: "object", ...(description && { description }), ...membersOf(name, type) });
    }
    return { $ref: `#/types/${token}` };
  };

  /** @param place What has the members, for the names of their types. */
  const membersOf = (place: string, type: ts.Type): ObjectSpec => {
    const properties: Record<string, PropertySpec> = {};
    const required: string[] = [];
    for (const member of type.getProperties()) {
      const declaration = member.declarations?.[0];
      const node =
        declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration))
          ? declaration.type
          : undefined;
      if (declaration === undefined || node === undefined || isOfAnotherPackage(declaration)) continue;
      const description = describe(declarations, member);
      properties[member.name] = {
        ...typeOf(node, place + capitalized(member.name)),
        ...(description && { description }),
      };
      const isOptional = (member.flags & ts.SymbolFlags.Optional) !== 0 || /\bundefined\b/.test(node.getText());
      if (!isOptional) required.push(member.name);
    }
    return { properties, ...(required.length > 0 && { required }) };
  };

  return { membersOf, typeOf, objects };
};

/** A resource class inherits `id`, `urn` and more from Pulumi's. */
const isOfAnotherPackage = (node: ts.Node): boolean => node.getSourceFile().fileName.includes("/node_modules/");

const primitives: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "number"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
]);

export const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
