import { Config } from "@pulumi/pulumi";
import { InsightGroup } from "pulumi-launchdarkly-insights";

const config = new Config();

// A group for one team, limited to the data of its services.
const checkout = new InsightGroup("checkout", {
  name: "Checkout",
  key: config.get("checkoutKey") ?? "checkout", // changing the key replaces the group
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: ["cart", "payments"],
});

// Without applicationKeys, a group includes all applications. One group per environment:
const overviews = ["production", "staging", "test"].map(
  (environmentKey) =>
    new InsightGroup(`shop-${environmentKey}`, {
      name: `Shop, ${environmentKey}`,
      key: `shop-${environmentKey}`,
      projectKey: "shop",
      environmentKey,
    }),
);

export const checkoutCreatedAt = checkout.createdAt;
export const overviewKeys = overviews.map(({ key }) => key);
