import { InsightGroup } from "pulumi-launchdarkly-insights";

// Every team that owns services gets a group of its own, with the data of just these services.
const checkout = new InsightGroup("checkout", {
  name: "Checkout",
  key: "checkout",
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: ["cart", "payments"],
});

// Without applicationKeys a group has the data of all applications. One for each environment:
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
